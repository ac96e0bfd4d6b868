// An input that cannot be read at all: the run cannot say anything about it (exit code 3).

export class InputError extends Error {
  override readonly name = 'InputError';
  /** As the user gave it. */
  readonly location: string;

  constructor(location: string, why: string) {
    super(`${location}: ${why}`);
    this.location = location;
  }
}

/** The reason of a system error in words. */
export function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  switch (code) {
    case 'ENOENT':
      return 'there is no such file or directory';
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    case 'ENOTDIR':
      return 'a part of the path is not a directory';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
