/** The least that a botbuilder bot can do: the same invoke, a constant card, nothing kept. */
import { readFileSync } from 'node:fs';
import { CloudAdapter, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import restify from 'restify';

const card: unknown = JSON.parse(readFileSync(new URL('./echo-card.json', import.meta.url), 'utf8'));
const body = { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: card };
const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
const server = restify.createServer();

server.use(restify.plugins.bodyParser());
server.get('/readyz', async (_request, response) => {
  response.send(200);
});
server.post('/api/messages', async (request, response) => {
  await adapter.process(request, response, async (context) => {
    if (context.activity.name !== 'adaptiveCard/action') return;
    await context.sendActivity({ type: 'invokeResponse', value: { status: 200, body } });
  });
});
server.listen(Number(process.env.PORT), '127.0.0.1');
