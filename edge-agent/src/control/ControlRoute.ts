import { parseWith } from '@acequia/protocol';
import type { z } from 'zod';

/** One thing that the control API does. */
export interface ControlRoute {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Path with at most one `:id`. */
  readonly path: string;
  readonly status: number;
  /** @throws InputError INPUT_INVALID for a body that does not fit; whatever the service throws. */
  readonly run: (id: string, body: unknown) => Promise<unknown>;
}

/** A query. */
export function getRoute(path: string, run: (id: string) => Promise<unknown>): ControlRoute {
  return { method: 'GET', path, status: 200, run: async (id) => run(id) };
}

/** Something that is done; its body must be of the schema. */
export function postRoute<S extends z.ZodType>(
  path: string,
  { body, status = 200 }: { readonly body: S; readonly status?: number },
  run: (id: string, body: z.output<S>) => Promise<unknown>,
): ControlRoute {
  return { method: 'POST', path, status, run: async (id, given) => run(id, parseWith(body, given)) };
}

/** Something that is put in place of what was there; its body must be of the schema. */
export function putRoute<S extends z.ZodType>(
  path: string,
  { body }: { readonly body: S },
  run: (body: z.output<S>) => Promise<unknown>,
): ControlRoute {
  return { method: 'PUT', path, status: 200, run: async (_, given) => run(parseWith(body, given)) };
}
