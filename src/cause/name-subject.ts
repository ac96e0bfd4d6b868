// What a finding is about, as people name it and as it is counted.

interface Named {
  readonly subject: {
    readonly cpv: string | null;
    readonly buildId: number | null;
    readonly path: string | null;
  };
}

/** `net-misc/wget-1.21-2` for build 2; the file, or `index`, where no package is concerned. */
export function nameSubject({ subject }: Named): string {
  if (subject.cpv === null) return subject.path ?? 'index';
  return subject.buildId === null ? subject.cpv : `${subject.cpv}-${subject.buildId}`;
}

/** Equal for findings on one instance; null where no package is concerned. */
export function packageKey(finding: Named): string | null {
  return finding.subject.cpv === null ? null : `${nameSubject(finding)} ${finding.subject.path}`;
}

export function countPackages(findings: readonly Named[]): number {
  const keys = new Set(findings.map(packageKey));
  keys.delete(null);
  return keys.size;
}
