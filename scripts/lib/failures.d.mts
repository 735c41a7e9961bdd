interface Failure {
  title: string;
  reason: string;
}

export function failuresOfVitest(report: object): Failure[];
export function failuresOfPlaywright(report: object): Failure[];
