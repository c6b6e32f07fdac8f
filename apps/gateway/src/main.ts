// Entry point of the gateway in a separate process. Configured by the environment (see config.ts).
import { bootProcess } from '@waystation/service';
import { gatewayPart } from './gateway-part.ts';

await bootProcess([gatewayPart]);
