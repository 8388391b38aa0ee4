'use strict';

const { Assets } = require('./Assets.cjs');

module.exports = { contracts: [Assets] };
