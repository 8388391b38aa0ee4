import { Shim, type ChaincodeServerOpts } from 'fabric-shim';
import { StubChaincode } from './StubChaincode.js';

// JSON, as the shim's types demand TLS, which the shim itself does not.
const options = JSON.parse(process.argv[2] ?? '') as ChaincodeServerOpts;
await Shim.server(new StubChaincode(), options).start();
