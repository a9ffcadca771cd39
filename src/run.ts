/** The composition root: store, outbox, Teams, scheduler; and a stop that loses nothing. */
import { pino } from 'pino';
import type { Logger } from 'pino';
import { openStore } from './collections.js';
import { openControl } from './command-line/control.js';
import type { Installation } from './installation.js';
import { openLettersPage } from './mail/local-page.js';
import { openPost } from './mail/post.js';
import { openWriter } from './mail/write.js';
import { openOutbox } from './outbox/outbox.js';
import type { Mail } from './outbox/outbox.js';
import { reopenFor } from './outbox/rows.js';
import { openLinks } from './links/links.js';
import type { Links } from './links/links.js';
import { localSecret } from './links/local-secret.js';
import { pseudonymKey } from './links/pseudonym.js';
import { isActive } from './directory.js';
import { createRouter } from './router/router.js';
import { inviteFirstCoordinator, recognise } from './recognise.js';
import { refuseSample, seedSample } from './sample.js';
import { createScheduler } from './scheduler.js';
import type { Store, Transaction } from './store/store.js';
import { openPages } from './web/pages.js';
import { openPublicPages } from './web/public-pages.js';
import { sideBySide } from './web/side-by-side.js';
import { workflows } from './workflows/index.js';
import type { Job } from './workflows/workflow.js';

/** Milliseconds between two looks at what is due. */
const TICK = 30_000;

/**
 * Starts the bot, which runs until a signal ends the process.
 * @throws {SetupError} when the data folder or the port cannot be used, with what to do
 */
export async function run(installation: Installation): Promise<void> {
  const { config, partnership, clock } = installation;
  const log = pino({ name: 'roundtable', level: config.logLevel });
  let notReady: string | undefined = 'The bot is starting.';

  const store = await openStore(installation, log, (error) => {
    notReady = 'The data folder cannot be written. Nothing is saved until the bot is started again.';
    log.fatal({ err: error }, notReady);
    // Time for the people who wait to read that nothing was saved; there is nothing left to close.
    setTimeout(() => process.exit(1), 2000);
  });
  if (config.bot !== undefined) await refuseSample(store, config.dataFolder);
  else
    await seedSample({
      store,
      partnership,
      workflows,
      partnershipFile: config.partnershipFile,
      now: clock.now(),
    });

  if (config.firstCoordinator !== undefined) {
    await inviteFirstCoordinator(store, partnership, config.firstCoordinator);
  }

  const { openAdapter, openBot, openMessenger } = await loadTeams();
  const adapter = openAdapter(config);
  const messenger = openMessenger({ adapter, store, log });
  const links = await linksOf(installation, store);
  const key = await pseudonymKey(config.dataFolder);
  const mail = openMail(installation, store, links, log);
  const outbox = await openOutbox({ store, clock, carrier: messenger, mail, log });
  const { wake } = outbox;
  const scheduler = createScheduler({ store, clock, partnership, workflows, log, wake });
  const begin = (jobs: readonly Job[]): void => void scheduler.begin(jobs);
  const router = createRouter({
    ...{ store, clock, partnership, workflows, log, links },
    ...{ pseudonymKey: key, wake, begin },
  });
  const bot = openBot({
    adapter,
    config,
    log,
    messenger,
    router,
    store,
    pages: sideBySide([
      ...(links === undefined
        ? []
        : [
            openPages({ ...installation, links, pseudonymKey: key, store, router, log, workflows }),
            openPublicPages({ ...installation, links, store, log, workflows, wake }),
          ]),
      ...(config.bot === undefined ? [openLettersPage(config.dataFolder, partnership.time_zone)] : []),
    ]),
    wake,
    reached,
    ready: () => notReady,
  });
  const control = await openControl({ ...installation, store, workflows, wake, log });

  async function reached(tx: Transaction, account: string): Promise<void> {
    const member = await recognise(tx, partnership, account);
    if (member !== undefined && isActive(member)) await reopenFor(tx, member.id, clock.now());
  }

  async function stop(): Promise<void> {
    notReady = 'The bot is stopping.';
    await Promise.all([bot.stop(), control.stop(), scheduler.stop()]);
    await outbox.stop();
    mail?.post.close();
    await store.close();
  }

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      stop().then(
        () => process.exit(0),
        (error: unknown) => {
          log.fatal({ err: error }, 'the bot could not stop in order');
          process.exit(1);
        },
      );
    });
  }
  const { port } = await bot.listen();
  scheduler.start(TICK);
  notReady = undefined;
  if (config.bot !== undefined) log.info(`Listening on port ${port}.`);
  else tell(`Local mode on http://127.0.0.1:${port}: this machine only, and nobody proves who they are.`);
}

/** After what may refuse a start: the SDK is half of all that is loaded. */
async function loadTeams() {
  const [adapter, bot, messenger] = await Promise.all([
    import('./bot/adapter.js'),
    import('./bot/bot.js'),
    import('./bot/messenger.js'),
  ]);
  return { ...adapter, ...bot, ...messenger };
}

/** Nothing in an installation without web pages. */
async function linksOf({ config, clock }: Installation, store: Store): Promise<Links | undefined> {
  if (config.links === undefined) return undefined;
  const [first = await localSecret(store), ...earlier] = config.links.secrets;
  return openLinks({ secrets: [first, ...earlier], publicUrl: config.links.publicUrl, clock });
}

/** Nothing in an installation without mail. */
function openMail(
  { config, partnership, clock }: Installation,
  store: Store,
  links: Links | undefined,
  log: Logger,
): Mail | undefined {
  const { mail: settings, dataFolder } = config;
  if (settings === undefined) return undefined;
  const write = openWriter({ store, clock, partnership, workflows, links });
  return { ...openPost({ settings, partnership, dataFolder, log }), write };
}

/** For whoever sits at the terminal: not a line for a log. */
function tell(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}
