import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pseudonymKey, pseudonymOf } from '../../../src/links/pseudonym.js';
import { backupFolder } from '../../../src/store/backup.js';
import { listSegments } from '../../../src/store/journal-reader.js';
import { feedback, salts } from '../../../src/workflows/info-sessions/afterwards/feedback.js';
import type { Feedback } from '../../../src/workflows/info-sessions/afterwards/feedback.js';
import type { Session } from '../../../src/workflows/info-sessions/session/session.js';
import { openHouse } from '../../support/house.js';
import type { House, Shown } from '../../support/house.js';
import { ADELE, ALEX, ISAIAH, MEGAN, filesWith, latest, published, says, take } from './support.js';

async function ofKind(house: House, session: Session, kind: string): Promise<Shown> {
  const rules = await house.send(ALEX, 'info-sessions/sign-up', { session: session.id });
  return house.press(ALEX, rules, 'Save', { feedback: kind });
}

/** A published session whose feedback is anonymous. */
async function anonymous(house: House): Promise<Session> {
  const session = await published(house);
  const sections = await ofKind(house, session, 'anonymous');
  await house.press(ALEX, await house.press(ALEX, sections, 'Preview'), 'Publish the changes');
  return session;
}

/** The lines that the journal has of a verb, as they stand on disk. */
async function journalOf(house: House, action: string): Promise<readonly string[]> {
  const files = await listSegments(house.folder);
  const text = (await Promise.all(files.map(({ file }) => readFile(file, 'utf8')))).join('');
  return text.split('\n').filter((line) => line.includes(`"action":"${action}"`));
}

const answersOf = (house: House, { id }: Session): Promise<readonly Feedback[]> =>
  house.inside((tx) => tx.find(feedback, { where: { session: id } }));

describe('Anonymous feedback', () => {
  it('is kept, once for each person, where nothing tells whose it is', async () => {
    const house = await openHouse({ onDisk: true });
    await house.meet(MEGAN);
    const session = await anonymous(house);
    for (const name of [MEGAN, ADELE, ISAIAH]) await take(house, name, session, 'virtual');
    house.at('2026-12-09T12:00:00Z');
    await house.tick();
    const ask = house.inbox(MEGAN).at(-1)!;
    const form = await house.press(MEGAN, ask, 'Give feedback');

    await house.press(MEGAN, form, 'Send feedback', { rating: '1', comment: 'Too long.' });
    await house.press(MEGAN, form, 'Send feedback', { rating: '2', comment: 'Too long.' });
    const few = await house.send(ALEX, 'info-sessions/results', { session: session.id });
    for (const name of [ADELE, ISAIAH]) {
      await house.send(name, 'info-sessions/send-anonymous-feedback', { session: session.id, rating: '0' });
    }
    const results = await house.send(ALEX, 'info-sessions/results', { session: session.id });

    const kept = await answersOf(house, session);
    const lines = await journalOf(house, 'info-sessions/send-anonymous-feedback');
    const megan = await house.member(MEGAN);
    assert.match(says(ask), /your answer is kept without your name/);
    assert.equal(kept.length, 3);
    assert.ok(!JSON.stringify(kept).includes(megan.id));
    assert.equal(lines.length, 4);
    assert.ok(lines.every((line) => !line.includes(megan.id) && !line.includes(megan.account!)));
    assert.match(says(few), /1 answer so far\. Anonymous answers show from 3 on\./);
    assert.doesNotMatch(says(few), /Too long/);
    assert.match(says(results), /Too long\./);
    assert.doesNotMatch(says(results), /Megan/);
    // The message that asked is not edited: the edit would stand beside the answer in the journal.
    assert.equal(house.inbox(MEGAN).at(-1)!.text, ask.text);
    await house.close();
  });

  it('of a named session is refused, and so is feedback of somebody who was not there', async () => {
    const house = await openHouse();
    const session = await published(house);
    await take(house, MEGAN, session, 'virtual');
    house.at('2026-12-09T12:00:00Z');

    const other = await house.send(MEGAN, 'info-sessions/send-anonymous-feedback', {
      session: session.id,
      rating: '0',
    });
    const stranger = await house.send(ADELE, 'info-sessions/send-feedback', {
      session: session.id,
      rating: '0',
    });

    assert.match(says(other), /The coordinating team sees your name/);
    assert.match(says(stranger), /is for those who came/);
    assert.deepEqual(await answersOf(house, session), []);
    await house.close();
  });

  it('needs no link secret, so no change of it lets anybody answer twice', async () => {
    const house = await openHouse({ web: false });
    const session = await anonymous(house);
    await take(house, MEGAN, session, 'virtual');
    house.at('2026-12-09T12:00:00Z');
    const press = { session: session.id, rating: '0' };

    await house.send(MEGAN, 'info-sessions/send-anonymous-feedback', press);
    await house.send(MEGAN, 'info-sessions/send-anonymous-feedback', { ...press, rating: '1' });
    const inChannel = await house.send(
      MEGAN,
      'info-sessions/send-anonymous-feedback',
      { ...press, rating: '2' },
      { personal: false },
    );

    assert.deepEqual(
      (await answersOf(house, session)).map(({ rating }) => rating),
      [1],
    );
    assert.match(inChannel.text, /Give feedback in our own chat/);
    await house.close();
  });

  it('can be traced by nobody once it has closed: what names were made with is in no byte of the folder', async () => {
    const house = await openHouse({ onDisk: true });
    const session = await anonymous(house);
    for (const name of [MEGAN, ADELE, ISAIAH]) await take(house, name, session, 'virtual');
    house.at('2026-12-09T12:00:00Z');
    const press = { session: session.id, rating: '0' };
    for (const name of [MEGAN, ADELE, ISAIAH]) {
      await house.send(name, 'info-sessions/send-anonymous-feedback', press);
    }
    const [kept] = await house.inside((tx) => tx.find(salts, { by: 'id' }));
    const { salt } = kept!;
    house.at('2026-12-30T09:00:00Z');
    await house.tick();
    const open = (await house.inside((tx) => tx.find(salts, { by: 'id' }))).length;
    house.at('2026-12-30T12:00:00Z');
    await house.tick();
    const late = await house.send(MEGAN, 'info-sessions/send-anonymous-feedback', press);
    const answers = await answersOf(house, session);
    const before = await filesWith(house.folder, salt);
    await house.store.close();

    assert.equal(open, 1);
    assert.match(says(late), /Feedback on 'Neighbourhood Policing' has closed/);
    assert.equal(answers.length, 3);
    assert.ok(before.length > 0);
    assert.deepEqual(await filesWith(house.folder, salt), []);
    await house.close();
  });

  it('stays anonymous from the first start on, and named feedback named', async () => {
    const house = await openHouse();
    const [hidden, open] = [await anonymous(house), await published(house, { title: 'Scams' })];
    const prepared = await ofKind(house, open, 'anonymous');
    house.at('2026-12-09T10:30:00Z');

    const refused = await ofKind(house, hidden, 'named');
    const late = await house.press(ALEX, await house.press(ALEX, prepared, 'Preview'), 'Publish the changes');

    assert.match(says(refused), /Feedback on 'Neighbourhood Policing' has begun, so it stays anonymous\./);
    assert.match(says(late), /Feedback on 'Scams' has begun, so it stays named\./);
    assert.equal((await latest(house, hidden.id)).feedback, 'anonymous');
    assert.equal((await latest(house, open.id)).feedback, 'named');
    await house.close();
  });
});

describe('The key of anonymous names', () => {
  it('is made once for a data folder, for its owner alone, and is in no backup', async () => {
    const house = await openHouse();
    const backup = path.join(await mkdtemp(path.join(tmpdir(), 'roundtable-backup-')), 'copy');

    const key = await pseudonymKey(house.folder);
    const again = await pseudonymKey(house.folder);
    await backupFolder(house.folder, backup);
    const { mode } = await stat(path.join(house.folder, 'pseudonyms.key'));

    assert.equal(again, key);
    assert.equal(mode & 0o777, 0o600);
    assert.deepEqual(await filesWith(backup, key), []);
    assert.notEqual(pseudonymOf(key, 'm1')('a'), pseudonymOf(key, 'm2')('a'));
    assert.notEqual(pseudonymOf(key, 'm1')('a'), pseudonymOf('ab'.repeat(32), 'm1')('a'));
    await writeFile(path.join(house.folder, 'pseudonyms.key'), 'cut');
    await assert.rejects(pseudonymKey(house.folder), /pseudonyms\.key is not as it was written/);
    await rm(path.dirname(backup), { recursive: true });
    await house.close();
  });
});
