/** The two libraries the addon is linked to, as the registries' archives name them. */
export const LIBRARIES = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];
export const LICENCES = ['LICENSE', 'THIRD_PARTY_TF_JNI_LICENSES'];

/** Where libtensorflow comes from when tfjs-node's own download fails, in the order they are tried. */
const SOURCES = {
  'linux-x64': [
    {
      id: 'maven-tensorflow-core-api-0.5.0',
      client: 'maven',
      what: 'TensorFlow 2.10.1 from Maven (org.tensorflow:tensorflow-core-api:0.5.0)',
      artifact: 'org.tensorflow:tensorflow-core-api:0.5.0:jar:linux-x86_64',
      plugin: 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:get',
      file: 'org/tensorflow/tensorflow-core-api/0.5.0/tensorflow-core-api-0.5.0-linux-x86_64.jar',
      bytes: 116_959_312,
      sha256: 'f394c5be26c8f3b644cdc77e6741b2cfe774caa8aedeb969c50e074444feac55',
    },
    {
      id: 'pip-tensorflow-cpu-2.13.1',
      client: 'pip',
      what: 'TensorFlow 2.13.1 from PyPI (tensorflow-cpu)',
      requirement: 'tensorflow-cpu==2.13.1',
      args: [
        ...['--python-version', '3.11', '--implementation', 'cp', '--abi', 'cp311'],
        ...['--platform', 'manylinux2014_x86_64', '--platform', 'manylinux_2_17_x86_64'],
      ],
      bytes: 186_594_601,
      sha256: '87be6e61314b2c0fa062f71e26e41d6a17e162ffe4da72c820fe8f1fc94d97fe',
    },
  ],
};

/** The sources for this machine, first choice first. */
export const sourcesFor = (platform = process.platform, arch = process.arch) =>
  SOURCES[`${platform}-${arch}`] ?? [];

/** Node-API headers from npm, only for a Node that came without its own. */
export const NODE_API_HEADERS = {
  spec: 'node-api-headers@1.5.0',
  integrity:
    'sha512-Yi/FgnN8IU/Cd6KeLxyHkylBUvDTsSScT0Tna2zTrz8klmc8qF2ppj6Q1LHsmOueJWhigQwR4cO2p0XBGW5IaQ==',
};

/** The file name whose presence keeps tfjs-node's own script from wiping its deps folder. */
export const UPSTREAM_LIBRARY_VERSION = '2.9.1';
