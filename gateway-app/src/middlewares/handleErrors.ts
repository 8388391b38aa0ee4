import { CodedError } from '@acequia/protocol';
import type { Middleware } from 'koa';
import type { Logger } from 'pino';
import { ApiError } from '../ApiError.js';

/** Every error as the API shows it. */
interface ErrorBody {
  readonly error: { readonly code: string; readonly message: string };
}

/** The one place where errors become answers: `{ "error": { "code", "message" } }`, never with a stack or a value. */
export function handleErrors(log: Logger): Middleware {
  return async (context, next) => {
    try {
      await next();
    } catch (error) {
      const { status, code, message } = describe(error);
      if (status >= 500) log.error({ err: error, method: context.method, code }, 'request failed');
      context.status = status;
      context.body = { error: { code, message } } satisfies ErrorBody;
    }
  };
}

function describe(error: unknown): { status: number; code: string; message: string } {
  if (error instanceof ApiError) return { status: error.status, code: error.code, message: error.text };
  if (error instanceof CodedError && error.code === 'INPUT_INVALID') {
    return { status: 400, code: error.code, message: error.text };
  }
  // Koa and the router refuse malformed requests with errors of http-errors' form.
  if (error instanceof Error && 'status' in error && isClientStatus(error.status)) {
    return { status: error.status, code: 'REQUEST_INVALID', message: 'the request cannot be read' };
  }
  return { status: 500, code: 'INTERNAL', message: 'the gateway could not answer; its log says why' };
}

function isClientStatus(status: unknown): status is number {
  return typeof status === 'number' && status >= 400 && status < 500;
}
