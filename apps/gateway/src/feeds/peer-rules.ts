import { type X509Certificate } from 'node:crypto';
import { BlockList, isIPv6 } from 'node:net';
import { type PeerRules } from '@renwatch/mllp';
import { type ListenedFeed } from './feed';

/** An IPv4 peer of a listener on all IPv6 addresses. */
const MAPPED_IPV4 = /^::ffff:(?=\d+\.)/i;

/** Says who may send on a listened feed: peers of its networks, and with TLS those whose certificate carries a name of it. */
export function peerRules({
  allowFrom,
  clientSubjects,
}: Pick<ListenedFeed, 'allowFrom' | 'clientSubjects'>): PeerRules {
  return {
    ...(allowFrom && { allowsAddress: within(allowFrom) }),
    ...(clientSubjects && {
      allowsCertificate: (certificate: X509Certificate) =>
        clientSubjects.some((name) => carries(certificate, name)),
    }),
  };
}

function within(networks: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix] = network.split('/');
    const family = familyOf(address);
    list.addSubnet(address, Number(prefix ?? (family === 'ipv6' ? 128 : 32)), family);
  }
  return (peer) => {
    const address = peer.replace(MAPPED_IPV4, '');
    return list.check(address, familyOf(address));
  };
}

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIPv6(address) ? 'ipv6' : 'ipv4');

/** The name must be the subject's CN or a DNS name of the certificate; wildcards in it do not count. */
function carries(certificate: X509Certificate, name: string): boolean {
  const lines = certificate.subject.split('\n');
  if (lines.includes(`CN=${name}`)) return true;
  return certificate.checkHost(name, { subject: 'never', wildcards: false }) !== undefined;
}
