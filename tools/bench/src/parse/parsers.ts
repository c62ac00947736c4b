import { Hl7Message as MedplumMessage } from '@medplum/core';
import { parseMessage } from '@renwatch/hl7';
import { create as createHl7parser, type Node } from 'hl7parser';
import { Message as NodeHl7Message } from 'node-hl7-client';
import { Parser as SimpleParser } from 'simple-hl7';
import { type ContenderKind } from '../rounds/measure-rounds';
import { type SegmentReads } from './messages';

/** A parser that the benchmark compares. */
export interface ComparedParser {
  readonly name: string;
  readonly kind: ContenderKind;
  /** Prepares the reads, and returns a function that parses a message and returns their texts in order. */
  prepare(reads: readonly SegmentReads[]): (bytes: Buffer) => string[];
}

/** Header fields are counted from MSH-3 by the peers that do not keep the separators as fields. */
const HEADER_OFFSET = 2;

const renwatch: ComparedParser = {
  name: 'Renwatch',
  kind: 'renwatch',
  prepare(reads) {
    const paths = withPaths(reads, (_segment, field, component) => `${field}.${component}`);
    return (bytes) => {
      const message = parseMessage(bytes);
      const texts: string[] = [];
      for (const { segment, places } of paths)
        for (const found of message.all(segment)) for (const path of places) texts.push(found.get(path));
      return texts;
    };
  },
};

const hl7parser: ComparedParser = {
  name: 'hl7parser',
  kind: 'peer',
  prepare(reads) {
    const paths = withPaths(reads, (segment, field, component) => `${segment}.${field}.${component}`);
    return (bytes) => {
      const message = createHl7parser(bytes.toString('latin1'));
      const texts: string[] = [];
      for (const { segment, places } of paths)
        for (const found of segmentsOf(message, segment))
          for (const path of places) texts.push(found.get(path).toString());
      return texts;
    };
  },
};

/** hl7parser and its descendant give a list for a segment that repeats, and the segment itself for one that does not. */
function segmentsOf<Found extends Pick<Node, 'name'>>(
  message: { get(path: string): Found & { toArray(): Found[] } },
  segment: string,
): Found[] {
  const found = message.get(segment);
  const inner = found.toArray();
  return inner[0]?.name === segment ? inner : [found];
}

const simpleHl7: ComparedParser = {
  name: 'simple-hl7',
  kind: 'peer',
  prepare(reads) {
    const parser = new SimpleParser({ segmentSeperator: '\r' });
    return (bytes) => {
      const message = parser.parse(bytes.toString('latin1'));
      const texts: string[] = [];
      for (const { segment, fields } of reads) {
        if (segment === 'MSH')
          for (const [field, component] of fields)
            texts.push(message.header.getComponent(field - HEADER_OFFSET, component));
        else
          for (const found of message.getSegments(segment))
            for (const [field, component] of fields) texts.push(found.getComponent(field, component));
      }
      return texts;
    };
  },
};

const medplum: ComparedParser = {
  name: '@medplum/core',
  kind: 'peer',
  prepare(reads) {
    return (bytes) => {
      const message = MedplumMessage.parse(bytes.toString('latin1'));
      const texts: string[] = [];
      for (const { segment, fields } of reads)
        for (const found of message.getAllSegments(segment))
          for (const [field, component] of fields) texts.push(found.getComponent(field, component));
      return texts;
    };
  },
};

const nodeHl7Client: ComparedParser = {
  name: 'node-hl7-client',
  kind: 'peer',
  prepare(reads) {
    const paths = withPaths(reads, (_segment, field, component) => `${field}.${component}`);
    return (bytes) => {
      const message = new NodeHl7Message({ text: bytes.toString('latin1') });
      const texts: string[] = [];
      for (const { segment, places } of paths)
        for (const found of segmentsOf(message, segment))
          for (const path of places) texts.push(found.get(path).toString());
      return texts;
    };
  },
};

/** The bound: splits at segments and fields, and at components only where one is read; knows this message's separators. */
const handWritten: ComparedParser = {
  name: 'hand-written split',
  kind: 'bound',
  prepare(reads) {
    return (bytes) => {
      const segments = bytes.toString('latin1').split('\r');
      const split = segments.map((segment) => segment.split('|'));
      const texts: string[] = [];
      for (const { segment, fields } of reads) {
        const offset = segment === 'MSH' ? 1 : 0;
        for (const found of split) {
          if (found[0] !== segment) continue;
          for (const [field, component] of fields) {
            const text = found[field - offset] ?? '';
            texts.push(
              component === 1 && !text.includes('^') ? text : (text.split('^')[component - 1] ?? ''),
            );
          }
        }
      }
      return texts;
    };
  },
};

export const PARSERS: readonly ComparedParser[] = [
  renwatch,
  ...[hl7parser, simpleHl7, medplum, nodeHl7Client],
  handWritten,
];

function withPaths(
  reads: readonly SegmentReads[],
  pathOf: (segment: string, field: number, component: number) => string,
): { segment: string; places: string[] }[] {
  return reads.map(({ segment, fields }) => ({
    segment,
    places: fields.map(([field, component]) => pathOf(segment, field, component)),
  }));
}
