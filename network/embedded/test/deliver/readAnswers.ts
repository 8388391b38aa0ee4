import type { ClientDuplexStream } from '@grpc/grpc-js';
import { common, type peer } from '@hyperledger/fabric-protos';

/** Numbers of blocks and names of statuses, to the end of the stream or so many. */
export async function readAnswers(
  stream: ClientDuplexStream<common.Envelope, peer.DeliverResponse>,
  count = Number.POSITIVE_INFINITY,
): Promise<(number | string)[]> {
  const answers: (number | string)[] = [];
  return new Promise((resolve, reject) => {
    stream.on('data', (response: peer.DeliverResponse) => {
      answers.push(response.getBlock()?.getHeader()?.getNumber() ?? statusName(response.getStatus()));
      if (answers.length === count) resolve(answers);
    });
    stream.on('end', () => {
      resolve(answers);
    });
    stream.on('error', reject);
  });
}

function statusName(code: number): string {
  return Object.entries(common.Status).find(([, value]) => value === code)?.[0] ?? String(code);
}
