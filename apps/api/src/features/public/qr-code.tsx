import { drawQrCode } from '@rectify/documents/qr-code';

/** The address of a page, to be read by a phone; the verifier draws it again from the address that is printed. */
export function QrCode({ address, label }: { address: string; label: string }) {
  const { size, path } = drawQrCode(address);
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
