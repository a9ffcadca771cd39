/** A real SMTP server on this machine that treats each recipient as their address says: `refuse.7@example.org`. */
import type { Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerOptions, SMTPServerSession } from 'smtp-server';

export interface Received {
  readonly to: string;
  readonly from: string;
  readonly bytes: Buffer;
}

export interface MailServer {
  readonly port: number;
  /** Every letter of which the last byte was here, whatever was answered then. */
  readonly received: readonly Received[];
  close(): Promise<void>;
}

/** What is answered to RCPT TO, the first time or always. */
const ENVELOPE: Readonly<
  Record<string, { readonly says: string; readonly code: number; readonly once: boolean }>
> = {
  refuse: { says: '5.1.1 Nobody here has this name', code: 550, once: false },
  defer: { says: '4.7.1 Greylisted, come back later', code: 451, once: true },
  busy: { says: '4.3.2 Too busy', code: 451, once: false },
};

export async function openMailServer(
  options: SMTPServerOptions = {},
  onReceived: (count: number) => void = () => undefined,
): Promise<MailServer> {
  const received: Received[] = [];
  const sockets = new Map<number, Socket>();
  const seen = new Set<string>();

  /** True the first time only. */
  function isFirst(address: string): boolean {
    if (seen.has(address)) return false;
    seen.add(address);
    return true;
  }
  function drop({ remotePort }: SMTPServerSession): void {
    sockets.get(remotePort)?.destroy();
  }
  const kindOf = (address: string): string => address.split(/[.@]/)[0] ?? '';

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    ...options,
    onRcptTo({ address }, session, answer) {
      const kind = kindOf(address);
      const refusal = ENVELOPE[kind];
      if (refusal !== undefined && (!refusal.once || isFirst(address))) {
        return answer(Object.assign(new Error(refusal.says), { responseCode: refusal.code }));
      }
      if (kind === 'hang' && isFirst(address)) return;
      if (kind === 'drop' && isFirst(address)) return drop(session);
      answer();
    },
    onData(stream, session, answer) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { rcptTo, mailFrom } = session.envelope;
        const to = rcptTo[0]?.address ?? '';
        const kind = kindOf(to);
        if (kind === 'reject') {
          const refusal = Object.assign(new Error('5.7.1 Not wanted here'), { responseCode: 554 });
          return answer(refusal);
        }
        received.push({ to, from: mailFrom === false ? '' : mailFrom.address, bytes: Buffer.concat(chunks) });
        onReceived(received.length);
        if (kind === 'mute') return;
        if (kind === 'vanish') return drop(session);
        answer();
      });
    },
  });
  server.on('error', () => undefined);
  server.server.on('connection', (socket: Socket) => sockets.set(socket.remotePort ?? 0, socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    received,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        for (const socket of sockets.values()) socket.destroy();
      }),
  };
}
