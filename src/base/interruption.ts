// The part of `AbortSignal` that is used, said here so that the types need neither a browser's nor Node's.

export interface Interruption {
  readonly aborted: boolean;
  readonly reason: unknown;
  throwIfAborted(): void;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}
