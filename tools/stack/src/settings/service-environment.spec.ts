import { serviceEnvironment } from './service-environment';

describe('the environment of the services', () => {
  it("has the services' own settings and what any program needs", () => {
    const given = { PATH: '/bin', TZ: 'UTC', MAX_FRAME_BYTES: '2048', CREATININE_CODES: 'CREA' };
    expect(serviceEnvironment(given, ['DATABASE_URL'])).toEqual(given);
  });

  it("lacks the stack's settings and those that would collide", () => {
    const given = {
      DATABASE_URL: 'postgres://u:secret@h/d',
      DATABASE_URL_FILE: '/run/url',
      HTTP_PORT: '8080',
      HTTP_HOST: '::',
      KAFKA_GROUP: 'one-for-all',
    };
    expect(serviceEnvironment(given, ['DATABASE_URL'])).toEqual({});
  });
});
