import { keyText } from '../ledger/keyText.js';

/**
 * A public key as maps here hold it: its UTF-8 bytes, one character each, so that such ids compare as the bytes do. (Strings of
 * JavaScript compare by UTF-16, which orders some keys otherwise than Fabric.)
 */
export function publicKeyId(key: string): string {
  return keyText(Buffer.from(key, 'utf8'));
}
