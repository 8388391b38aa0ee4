import { readFile } from 'node:fs/promises';
import { CodedError } from '@acequia/protocol';
import type { IClientOptions } from 'mqtt';
import type { MqttConfig } from './mqttConfigSchema.js';

/**
 * What the MQTT client is told, with secrets read from their files.
 *
 * @throws CodedError MQTT_FILE_UNREADABLE.
 */
export async function mqttOptions(config: MqttConfig): Promise<IClientOptions> {
  const { usernameFile, passwordFile, caFile, certFile, keyFile } = config;
  const [username, password, ca, cert, key] = await Promise.all(
    [usernameFile, passwordFile, caFile, certFile, keyFile].map(read),
  );
  return {
    ...(username === undefined ? {} : { username: username.trim() }),
    ...(password === undefined ? {} : { password: password.trim() }),
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    rejectUnauthorized: true,
    connectTimeout: 10_000,
  };
}

async function read(file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return undefined;
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new CodedError('MQTT_FILE_UNREADABLE', `${file} cannot be read`, { cause });
  }
}
