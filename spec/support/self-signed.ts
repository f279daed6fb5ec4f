/** A certificate for `localhost` that nobody trusts, valid for a hundred years. Its key protects nothing. */
export const selfSigned = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg1rdbY2U3Cak6FMD3
BL16nEyMnAsPYVi7likL1mU2PkKhRANCAAR/SpUXYkqhkP5CSvjgzkslqxpSQdZ0
QGKbyJNc/caoXf4t3yLAMgLfXjxEd7dMgow3YknZ0WCKNes8I3MqouxC
-----END PRIVATE KEY-----`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBljCCATugAwIBAgIUQk78GVoM8Twu/vtE1Putnk7OOVkwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNTIzMTMxOVoYDzIxMjYxMTAx
MjMxMzE5WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAR/SpUXYkqhkP5CSvjgzkslqxpSQdZ0QGKbyJNc/caoXf4t3yLAMgLf
XjxEd7dMgow3YknZ0WCKNes8I3MqouxCo2kwZzAdBgNVHQ4EFgQUfOiXp3gXiuor
+CRw5p662sprl+kwHwYDVR0jBBgwFoAUfOiXp3gXiuor+CRw5p662sprl+kwDwYD
VR0TAQH/BAUwAwEB/zAUBgNVHREEDTALgglsb2NhbGhvc3QwCgYIKoZIzj0EAwID
SQAwRgIhAOtyF4Gt8Io7kg29BuZZMjcWFsQsppZQt+WlcjBlW7xSAiEAhOaMBPKH
tsZh22Wm8Sh4+jgAhSNg2BY05AQMOw3QmcA=
-----END CERTIFICATE-----`,
};
