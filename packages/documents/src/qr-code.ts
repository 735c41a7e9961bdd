import { encode } from 'uqr';

export interface QrDrawing {
  size: number;
  path: string;
}

/** An address as a QR code; one path, so that sixty pixels and a printed page are equally sharp. */
export function drawQrCode(address: string): QrDrawing {
  const { data, size } = encode(address, { ecc: 'M', border: 2 });
  const path = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return { size, path };
}
