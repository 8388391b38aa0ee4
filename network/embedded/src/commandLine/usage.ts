/** What `--help` prints. */
export const usage = `An embedded Hyperledger Fabric network: one process, no consensus. For development and tests.

  npm run embedded -- --dir DIR --channel NAME --org MSPID:DOMAIN:PORT … --chaincode NAME=HOST:PORT …

  --dir DIR                     identities and ledger; made when absent, continued when present
  --channel NAME                the channel; mychannel when absent
  --org MSPID:DOMAIN:PORT       an organisation with one peer, which listens on 127.0.0.1:PORT; repeat it
  --chaincode NAME=HOST:PORT    a chaincode server (fabric-shim's server mode, without TLS); repeat it. NAME@MSPID=HOST:PORT:
                                the one of this organisation only (a server knows one CORE_PEER_LOCALMSPID)
  --policy [NAME=]EXPR          endorsement policy, such as "OR('Org1MSP.peer','Org2MSP.peer')" or
                                /Channel/Application/Endorsement (a majority of the organisations), the default
  --collections [NAME=]FILE     private data collections: a collections_config.json
  --users N                     clients of each organisation besides its admin; 1 when absent
  --batch-timeout MS            longest wait for a block to fill; 200 when absent
  --commit-delay MS[:SEED]      peers commit blocks up to so much apart, by a seeded draw; 0 when absent
  --config FILE                 all of these but --dir and --data, as JSON
  --data DIR                    the ledger's folder; DIR/data when absent

NAME= may be left out when there is one chaincode. When everything listens, one line of JSON is printed. SIGTERM stops it.
`;
