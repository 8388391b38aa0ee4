import Koa from 'koa';
import helmet from 'koa-helmet';
import type { ApiContext } from './ApiContext.js';
import { ApiError } from './ApiError.js';
import { handleErrors } from './middlewares/handleErrors.js';
import { refuseUnknownRoutes } from './middlewares/refuseUnknownRoutes.js';
import { requireLoopbackHost } from './middlewares/requireLoopbackHost.js';
import { createRouter } from './routes/createRouter.js';

/** The gateway's HTTP API, not listening yet. It only reads. */
export function createApp(api: ApiContext): Koa {
  const app = new Koa();
  const router = createRouter(api);
  app.use(helmet());
  app.use(handleErrors(api.log));
  app.use(requireLoopbackHost());
  app.use(refuseUnknownRoutes());
  app.use(router.routes());
  app.use(
    router.allowedMethods({
      throw: true,
      methodNotAllowed: () => new ApiError(405, 'METHOD_NOT_ALLOWED', 'this address is only for reading'),
      notImplemented: () => new ApiError(501, 'METHOD_UNKNOWN', 'the method is not known'),
    }),
  );
  app.on('error', (error: unknown) => {
    api.log.error({ err: error }, 'answering failed');
  });
  return app;
}
