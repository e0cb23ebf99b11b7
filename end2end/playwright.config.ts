// One worker: two cores carry one server, one browser and the test that drives them.
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'tests',
  outputDir: 'test-results',
  globalSetup: './support/demo.ts',
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: process.env.CI ? [['list'], ['html', { open: 'never' }]] : [['list']],
  use: { locale: 'fr-FR', timezoneId: 'Europe/Paris', viewport: { width: 800, height: 1180 } },
});
