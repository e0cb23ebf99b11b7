// Two advisers mark one person differently: the first mark stays, the second becomes a question.

import { adviser, assignEverybody, mark, officeAndTablet, rows, send, signIn } from '../support/people';
import { expect, test } from '../support/test';

test('a mark that contradicts a colleague is kept and shown to both its author and the supervisor', async ({
  server,
  office,
  tablet,
  otherTablet,
}) => {
  // The supervisor puts both advisers on one intervention.
  const { desk, alice, address } = await officeAndTablet(server.url, office, tablet);
  await assignEverybody(desk, server.url, address);

  const bruno = await otherTablet.open(server.url);
  await signIn(bruno, server.url, adviser(1));
  await bruno.goto(`${server.url}${address}`);
  await alice.goto(`${server.url}${address}`);
  await expect(rows(bruno).first()).toBeVisible();
  await server.stop();
  await mark(rows(alice).nth(0), 'Présent·e');
  await mark(rows(bruno).nth(0), 'Absent·e');
  await server.up();
  await send(alice, adviser(0));
  await send(bruno, adviser(1));

  await expect(rows(bruno).nth(0).getByRole('button', { name: 'Présent·e' })).toHaveAttribute('aria-pressed', 'true');
  await bruno.getByRole('link', { name: /À vérifier/ }).click();
  await expect(bruno.getByText('Une autre personne a noté autre chose')).toBeVisible();
  await desk.goto(`${server.url}/suivi/a-verifier`);
  await expect(desk.getByRole('main')).toContainText(/Absent/);
  await expect(desk.getByRole('main')).toContainText(/Présent/);
});
