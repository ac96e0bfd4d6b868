// What decoders take and give, and the errors that they have in common.

import { FormatError } from '../../base/format-error.js';
import type { Compression } from '../../formats/container/compression.js';
import type { ByteSource } from '../file/byte-source.js';

/** Takes the next piece, which is only lent: its bytes change afterwards. */
export type Sink = (piece: Uint8Array) => void;

/** `limit` is for decoders that reserve memory before they write. */
export type Decoder = (source: ByteSource, sink: Sink, limit: number) => void | Promise<void>;

export function damagedInput(kind: Compression, message: string, offset: number): FormatError {
  return new FormatError(kind, { code: 'compressed-damaged', message, offset, effect: 'refused' });
}

/** For data that may be good, but not for this program. */
export function unsupportedInput(kind: Compression, message: string, offset: number): FormatError {
  return new FormatError(kind, { code: 'compression-unsupported', message, offset, effect: 'unchecked' });
}

export function outputTooLarge(kind: Compression, limit: number): FormatError {
  const message = `the ${kind} data expand to more than ${limit} bytes`;
  return new FormatError(kind, { code: 'output-too-large', message, offset: 0, effect: 'harmful' });
}

/** Decodes one frame, given in pieces; throws a FrameError with the reason where it is damaged. */
export type FrameDecoder = (frame: Iterable<Uint8Array>, sink: Sink) => Promise<void>;

/** What a decoder throws, so that errors of the sink can be told apart. */
export class FrameError extends Error {
  override readonly name = 'FrameError';
  /** Nothing is wrong with the frame. */
  readonly lacksMemory: boolean;

  constructor(message: string, lacksMemory = false) {
    super(message);
    this.lacksMemory = lacksMemory;
  }
}
