// The EAPI of an ebuild before it is sourced (PMS 7.3.1): an assignment in the first line that is neither blank nor a comment.

const ASSIGNMENT =
  /^[ \t]*EAPI=(?:'([A-Za-z0-9+_.-]*)'|"([A-Za-z0-9+_.-]*)"|([A-Za-z0-9+_.-]*))[ \t]*(?:[ \t]#.*)?$/;

export function parseEapi(text: string): string {
  for (const line of text.split('\n')) {
    if (/^[ \t]*(?:#.*)?$/.test(line)) continue;
    const match = ASSIGNMENT.exec(line);
    return match === null ? '0' : (match[1] ?? match[2] ?? match[3] ?? '0');
  }
  return '0';
}
