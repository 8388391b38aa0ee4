import type { Server } from 'node:http';
import request from 'supertest';

/** What the API answers with status 200, as far as tests compare it whole. */
export async function getJson(server: Server, path: string): Promise<unknown> {
  return (await request(server).get(path).expect(200)).body as unknown;
}
