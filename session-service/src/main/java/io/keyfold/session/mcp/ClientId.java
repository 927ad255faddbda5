package io.keyfold.session.mcp;

import io.keyfold.platform.id.Base62;
import io.keyfold.platform.id.Sha256;
import io.keyfold.session.rpc.RawJson;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A connection of a client: one caller of one session. Two clients without connections are one if caller and session are
 * the same. A digest, so that instances can name it to each other without what a client chose.
 *
 * @param digest digest of tenant, session, caller and connection
 */
record ClientId(String digest) {
  /** {@return the client that sent a message} */
  static ClientId of(McpCaller caller, Dialect dialect) {
    String connection = dialect.ownConnection().orElse("");
    return new ClientId(digest(caller.tenant().value(), caller.session().id(), caller.actor().getId(), connection));
  }

  /** {@return digest of a request of this client} */
  String request(RawJson id) {
    return digest(digest, id.json());
  }

  /** The length before each part keeps ("a", "bc") apart from ("ab", "c"). */
  private static String digest(String... parts) {
    MessageDigest digest = Sha256.begin();
    for (String part : parts) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
      digest.update(bytes);
    }
    return Base62.encode(digest.digest());
  }
}
