import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LedgerBlock } from '@acequia/protocol/fabric';
import { applyBlock } from '../src/projector/applyBlock.js';
import type { ProjectionScope } from '../src/projector/ProjectionScope.js';
import { ReadModel } from '../src/readModel/ReadModel.js';

export const communityScope: ProjectionScope = { chaincode: 'acequia', isMember: () => true };

/** A read model in a file of its own, which `close` deletes. */
export interface OpenModel {
  readonly model: ReadModel;
  readonly folder: string;
  readonly apply: (blocks: readonly LedgerBlock[], scope?: ProjectionScope) => void;
  readonly close: () => void;
}

/** Opens an empty read model for a test. */
export function openModel(): OpenModel {
  const folder = mkdtempSync(join(tmpdir(), 'acequia-gateway-'));
  const model = ReadModel.open(join(folder, 'read-model.sqlite'));
  return {
    model,
    folder,
    apply: (blocks, scope = communityScope) => {
      for (const block of blocks) applyBlock(model, block, scope);
    },
    close: () => {
      model.close();
      rmSync(folder, { recursive: true });
    },
  };
}
