import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LedgerBlock } from '@acequia/protocol/fabric';
import { applyBlock } from '../src/projector/applyBlock.js';
import type { ProjectionScope } from '../src/projector/ProjectionScope.js';
import { ReadModel } from '../src/readModel/ReadModel.js';
import { sampleOpener } from './sampleOpener.js';

/** The community's, with a repository of its own that is gone with it. */
export function communityScope(): ProjectionScope {
  return { chaincode: 'acequia', isMember: () => true, opener: sampleOpener() };
}

/** A read model in a file of its own, which `close` deletes. */
export interface OpenModel {
  readonly model: ReadModel;
  readonly folder: string;
  /** The community's. */
  readonly scope: ProjectionScope;
  /** Projects blocks, as a home that is a member of its own collection alone where one is named. */
  readonly apply: (blocks: readonly LedgerBlock[], homeId?: string) => void;
  readonly close: () => void;
}

/** Opens an empty read model for a test. */
export function openModel(): OpenModel {
  const folder = mkdtempSync(join(tmpdir(), 'acequia-gateway-'));
  const model = ReadModel.open(join(folder, 'read-model.sqlite'));
  const scope = communityScope();
  return {
    model,
    folder,
    scope,
    apply: (blocks, homeId) => {
      const own = { ...scope, isMember: (candidate: string) => homeId === undefined || candidate === homeId };
      for (const block of blocks) applyBlock(model, block, own);
    },
    close: () => {
      model.close();
      rmSync(folder, { recursive: true });
    },
  };
}
