import 'reflect-metadata';
import { randomBytes, webcrypto } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import path from 'node:path';
import * as x509 from '@peculiar/x509';

export interface IssueOptions {
  /** The common name, and a name or address the certificate is for. */
  host: string;
  /** Default: a day from now. */
  notAfter?: Date;
}

/** PEM texts. */
export interface IssuedCertificate {
  cert: Buffer;
  key: Buffer;
  ca: Buffer;
}

export interface CertificateFiles {
  certFile: string;
  keyFile: string;
  caFile: string;
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY_MS = 24 * 60 * 60 * 1000;
const USES = [x509.ExtendedKeyUsage.serverAuth, x509.ExtendedKeyUsage.clientAuth];

/** A certificate authority for tests, which issues what either side of mutual TLS shows. */
export class TestAuthority {
  private constructor(
    private readonly certificate: x509.X509Certificate,
    private readonly keys: webcrypto.CryptoKeyPair,
  ) {}

  static async create(name = `authority ${randomBytes(4).toString('hex')}`): Promise<TestAuthority> {
    x509.cryptoProvider.set(webcrypto);
    const keys = await newKeys();
    const certificate = await x509.X509CertificateGenerator.createSelfSigned({
      serialNumber: serialNumber(),
      name: `CN=${name}`,
      notBefore: new Date(Date.now() - DAY_MS),
      notAfter: new Date(Date.now() + DAY_MS),
      keys,
      signingAlgorithm: ALGORITHM,
      extensions: [new x509.BasicConstraintsExtension(true, undefined, true)],
    });
    return new TestAuthority(certificate, keys);
  }

  async issue({ host, notAfter = new Date(Date.now() + DAY_MS) }: IssueOptions): Promise<IssuedCertificate> {
    const keys = await newKeys();
    const certificate = await x509.X509CertificateGenerator.create({
      serialNumber: serialNumber(),
      subject: `CN=${host}`,
      issuer: this.certificate.subject,
      notBefore: new Date(Date.now() - DAY_MS),
      notAfter,
      publicKey: keys.publicKey,
      signingKey: this.keys.privateKey,
      signingAlgorithm: ALGORITHM,
      extensions: [
        new x509.SubjectAlternativeNameExtension([{ type: isIP(host) ? 'ip' : 'dns', value: host }]),
        new x509.ExtendedKeyUsageExtension(USES),
      ],
    });
    const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
    return {
      cert: Buffer.from(certificate.toString('pem')),
      key: Buffer.from(x509.PemConverter.encode(pkcs8, 'PRIVATE KEY')),
      ca: Buffer.from(this.certificate.toString('pem')),
    };
  }

  /** Returns the authority's list of revoked certificates, in PEM. */
  async revoke(revoked: readonly Pick<IssuedCertificate, 'cert'>[]): Promise<Buffer> {
    const list = await x509.X509CrlGenerator.create({
      issuer: this.certificate.subject,
      thisUpdate: new Date(Date.now() - DAY_MS),
      nextUpdate: new Date(Date.now() + DAY_MS),
      entries: revoked.map(({ cert }) => ({
        serialNumber: new x509.X509Certificate(cert).serialNumber,
        revocationDate: new Date(Date.now() - DAY_MS),
      })),
      signingKey: this.keys.privateKey,
      signingAlgorithm: ALGORITHM,
    });
    return Buffer.from(`${x509.PemConverter.encode(list.rawData, 'X509 CRL')}\n`);
  }

  /** The same as files in a folder, over those of an earlier call. */
  async issueFiles(folder: string, options: IssueOptions): Promise<CertificateFiles> {
    const { cert, key, ca } = await this.issue(options);
    const files = ['tls.crt', 'tls.key', 'ca.crt'].map((name) => path.join(folder, name));
    const [certFile = '', keyFile = '', caFile = ''] = files;
    await mkdir(folder, { recursive: true });
    await writeFile(certFile, cert);
    await writeFile(keyFile, key, { mode: 0o600 });
    await writeFile(caFile, ca);
    return { certFile, keyFile, caFile };
  }
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, [
    'sign',
    'verify',
  ]) as Promise<webcrypto.CryptoKeyPair>;
}

/** Positive, as DER reads it. */
function serialNumber(): string {
  return `1${randomBytes(9).toString('hex').slice(1)}`;
}
