import { createServer } from 'node:net';
import { NetworkError } from '../NetworkError.js';

/** Whether nothing listens there. @throws NetworkError `HOST_UNUSABLE` when the host is not this machine's */
export async function isPortFree(host: string, port: number): Promise<boolean> {
  const server = createServer();
  return await new Promise<boolean>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      else
        reject(
          new NetworkError('HOST_UNUSABLE', `cannot listen on ${host}: ${error.message}`, { cause: error }),
        );
    });
    server.listen({ host, port, exclusive: true }, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}
