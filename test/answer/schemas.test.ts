// A record and its schema say the same: nothing that the one has is missing in the other. What is asked here the compiler answers.

import type { InferOutput } from 'valibot';
import { describe, expect, it } from 'vitest';
import type { DivergenceRecord } from '../../src/answer/divergence.js';
import type { divergenceSchema } from '../../src/answer/divergence-schema.js';
import type { HitRateRecord } from '../../src/answer/hit-rate.js';
import type { hitRateSchema } from '../../src/answer/hit-rate-schema.js';
import type { InstallableRecord } from '../../src/answer/installable.js';
import type { installableSchema } from '../../src/answer/installable-schema.js';
import type { SummaryRecord, VerificationRecord } from '../../src/answer/metadata.js';
import type { summarySchema, verificationSchema } from '../../src/answer/metadata-schema.js';
import type { UpgradeRecord } from '../../src/answer/upgrade.js';
import type { upgradeSchema } from '../../src/answer/upgrade-schema.js';

type Plain<T> = T extends object ? { -readonly [K in keyof T]: Plain<T[K]> } : T;
/** `true` where a record has all that its schema asks for. */
type Fits<R, S> = Plain<R> extends S ? true : false;

describe('records', () => {
  it('have what their schemas ask for', () => {
    const fits: readonly true[] = [
      true satisfies Fits<InstallableRecord, InferOutput<typeof installableSchema>>,
      true satisfies Fits<UpgradeRecord, InferOutput<typeof upgradeSchema>>,
      true satisfies Fits<HitRateRecord, InferOutput<typeof hitRateSchema>>,
      true satisfies Fits<DivergenceRecord, InferOutput<typeof divergenceSchema>>,
      true satisfies Fits<VerificationRecord, InferOutput<typeof verificationSchema>>,
      true satisfies Fits<SummaryRecord, InferOutput<typeof summarySchema>>,
    ];
    expect(fits).toHaveLength(6);
  });
});
