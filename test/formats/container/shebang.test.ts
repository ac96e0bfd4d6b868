import { expect, it } from 'vitest';
import { readShebang } from '../../../src/formats/container/shebang.js';
import { toBytes } from '../../support/write-tar.js';

it.each([
  ['#!/bin/sh\n', { interpreter: '/bin/sh', argument: '' }],
  ['#! /usr/bin/env python3.11 \nimport', { interpreter: '/usr/bin/env', argument: 'python3.11' }],
  ['#!/usr/bin/env -S perl -w\n', { interpreter: '/usr/bin/env', argument: '-S perl -w' }],
  ['#!/bin/sh', { interpreter: '/bin/sh', argument: '' }],
  ['#!/bin/sh\0x', { interpreter: '/bin/sh', argument: '' }],
  [`#!/${'x'.repeat(1000)}`, { interpreter: `/${'x'.repeat(253)}`, argument: '' }],
  ['#!\n', null],
  ['# !/bin/sh', null],
  ['', null],
])('%j', (text, expected) => {
  expect(readShebang(toBytes(text))).toEqual(expected);
});
