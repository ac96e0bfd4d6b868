// A path without `.`, `..` and doubled slashes, by its text alone, as Python's normpath makes it.

export function collapsePath(path: string): string {
  const isAbsolute = path.startsWith('/');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (!isAbsolute) parts.push(part);
  }
  const rest = parts.join('/');
  return isAbsolute ? `/${rest}` : rest || '.';
}
