package io.keyfold.platform.log.store;

import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Scan;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;

/**
 * Encodes keys as tenant, NUL, kind, NUL, id. UTF-8 keeps the order of code points, so a store sorts by tenant, kind
 * and id.
 */
final class StoreKeys {

  private StoreKeys() {}

  static Bytes of(Key<?> key) {
    return bytes(range(key.tenant().value(), key.kind().name()) + key.id());
  }

  /** The lowest key of a scan. */
  static Bytes from(Scan<?> scan) {
    String range = range(scan.tenant().value(), scan.kind().name());
    String lowest = scan.after().compareTo(scan.prefix()) > 0 ? scan.after() + "\0" : scan.prefix();
    return bytes(range + lowest);
  }

  /** An upper bound of a scan's keys, itself not a valid key. */
  static Bytes to(Scan<?> scan) {
    String range = range(scan.tenant().value(), scan.kind().name());
    return bytes(scan.before().isEmpty() ? range + scan.prefix() + "\uffff" : range + scan.before());
  }

  static String id(Bytes key) {
    String text = new String(key.get(), StandardCharsets.UTF_8);
    return text.substring(text.indexOf('\0', text.indexOf('\0') + 1) + 1);
  }

  private static String range(String tenant, String kind) {
    return tenant + '\0' + kind + '\0';
  }

  private static Bytes bytes(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
