import assert from 'node:assert/strict';
import { isPlaygroundAddress, isTeamsAddress } from '../../src/bot/service-addresses.js';

describe('Service addresses', () => {
  it('of Teams are trusted, with their regions and government clouds', () => {
    const addresses = [
      'https://smba.trafficmanager.net/uk/',
      'https://smba.trafficmanager.net/emea/7f9d3c1e-0b52-4d1a-9a61-3d7f0a2c4e11/',
      'https://smba.infra.gcc.teams.microsoft.com/teams',
      'https://smba.infra.gov.teams.microsoft.us/teams',
    ];

    for (const address of addresses) assert.equal(isTeamsAddress(address), true, address);
  });

  it('of anybody else are not', () => {
    const addresses = [
      'http://smba.trafficmanager.net/uk/',
      'https://smba.trafficmanager.net.example.com/',
      'https://example.com/smba.trafficmanager.net',
      'https://evil.trafficmanager.net/',
      'https://smba.trafficmanager.net:8443/uk/',
      'https://smba.trafficmanager.net@example.com/',
      'https://user@smba.trafficmanager.net/',
      'https://smba.trafficmanager.net/uk/?x=',
      'https://smba.trafficmanager.net\\@example.com/',
      'http://127.0.0.1:56150/_connector',
      'smba.trafficmanager.net',
      '',
    ];

    for (const address of addresses) assert.equal(isTeamsAddress(address), false, address);
  });

  it('of local mode are those of a Playground on this machine', () => {
    assert.equal(isPlaygroundAddress('http://localhost:56150/_connector'), true);
    assert.equal(isPlaygroundAddress('http://127.0.0.1:56151/_connector/'), true);
    assert.equal(isPlaygroundAddress('http://10.0.0.1:56150/_connector'), false);
    assert.equal(isPlaygroundAddress('http://localhost:56150/admin'), false);
    assert.equal(isPlaygroundAddress('http://localhost:56150/_connector/../admin'), false);
    assert.equal(isPlaygroundAddress('https://smba.trafficmanager.net/uk/'), false);
  });
});
