// `--installed NAME=PATH`: a client baseline and, where the user gives one, its name.

export interface BaselineArgument {
  readonly name: string | null;
  readonly path: string;
}

export function parseBaseline(text: string): BaselineArgument {
  const [, name, path] = /^([A-Za-z0-9_][A-Za-z0-9_.+-]*)=(.+)$/s.exec(text) ?? [];
  return name === undefined || path === undefined ? { name: null, path: text } : { name, path };
}

export function formatBaseline({ name, path }: BaselineArgument): string {
  return name === null ? path : `${name}=${path}`;
}
