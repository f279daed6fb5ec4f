const assert = require('node:assert');
const { ApiError } = require('framewise');
const { mockGateway } = require('framewise/testing');

assert.equal(ApiError.is(new Error('no')), false);
mockGateway().then((gateway) => gateway.close());
