import { expect } from 'chai';
import { orderersRefused } from './orderersRefused.js';

const detail = (message: string): { address: string; mspId: string; message: string } => ({
  address: 'orderer.example:7050',
  mspId: 'CommunityMSP',
  message,
});
const FORBIDDEN = 'received unsuccessful response from orderer: status=FORBIDDEN, info=permission denied';
const AWAY = 'received unsuccessful response from orderer: status=SERVICE_UNAVAILABLE, info=no leader';

describe('orderersRefused', () => {
  it('is true when every orderer refused, under BFT', () => {
    expect(
      orderersRefused([detail(FORBIDDEN), detail(FORBIDDEN)], 'insufficient number of orderers'),
    ).to.equal(true);
  });

  it('is true when the one orderer asked refused, under Raft', () => {
    expect(orderersRefused([], FORBIDDEN)).to.equal(true);
  });

  it('is false when one may yet take it, or none answered', () => {
    expect(orderersRefused([detail(FORBIDDEN), detail(AWAY)], 'insufficient number of orderers')).to.equal(
      false,
    );
    expect(orderersRefused([], 'connection refused')).to.equal(false);
  });
});
