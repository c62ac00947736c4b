import { renwatch } from '../cli.spec-support';

describe('kafka-rights', () => {
  it('prints the rights of every user by default', async () => {
    const { code, out } = await renwatch(['kafka-rights']);
    expect(code).toBe(0);
    for (const user of ['gateway', 'inference', 'pager', 'operator'])
      expect(out.filter((line) => line.includes(`'User:renwatch-${user}'`)).length).toBeGreaterThan(1);
  });

  it('takes other principals, for some users alone', async () => {
    const { out } = await renwatch(['kafka-rights', 'pager=User:CN=pager.example,O=Trust']);
    expect(out.length).toBeGreaterThan(1);
    expect(out.every((line) => line.includes(`--allow-principal 'User:CN=pager.example,O=Trust'`))).toBe(
      true,
    );
  });

  it.each(['console=User:a', 'pager', 'pager=a', "pager=User:a'; rm -rf '"])('refuses %s', async (text) => {
    const { code, out, complaints } = await renwatch(['kafka-rights', text]);
    expect({ code, out }).toEqual({ code: 64, out: [] });
    expect(complaints.join()).toContain('gateway=User:renwatch-gateway');
  });
});
