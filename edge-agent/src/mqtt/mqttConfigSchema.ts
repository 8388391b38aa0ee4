import { z } from 'zod';

/** The household's own broker, which alarms are handed on to. Secrets come from files, never from the configuration. */
export const mqttConfigSchema = z.strictObject({
  /** Such as `mqtts://broker.home:8883`. */
  url: z.string().regex(/^mqtts?:\/\/[^\s/]+$/, 'must be mqtt://host:port or mqtts://host:port'),
  /** Alarms go to `<topic>/<home>/alarms`. */
  topic: z
    .string()
    .min(1)
    .max(200)
    .regex(/^[^\s#+/]+(?:\/[^\s#+/]+)*$/, 'must be a topic without wildcards')
    .default('acequia'),
  /** One line each. */
  usernameFile: z.string().min(1).optional(),
  passwordFile: z.string().min(1).optional(),
  /** PEM: the broker's certificate authority where it is not a public one; a certificate and key of the agent's own. */
  caFile: z.string().min(1).optional(),
  certFile: z.string().min(1).optional(),
  keyFile: z.string().min(1).optional(),
});
export type MqttConfig = z.infer<typeof mqttConfigSchema>;
