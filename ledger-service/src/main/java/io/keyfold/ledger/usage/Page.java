package io.keyfold.ledger.usage;

import io.keyfold.platform.error.ApiException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * Where a page begins. As text, it also contains the time range and {@link AsOf}, so that all pages of a response belong
 * together; and a fingerprint of the query, because a page of another query would be wrong.
 *
 * @param first number of rows before the page
 * @param from start of the time range, as a base bucket
 * @param to end of the time range, as a base bucket
 * @param fingerprint fingerprint of the query
 * @param asOf what the response counts
 */
record Page(long first, long from, long to, long fingerprint, AsOf asOf) {
  private static final String PREFIX = "upg_";
  private static final int HEAD = 5 * Long.BYTES + 5;

  String text() {
    ByteBuffer bytes = ByteBuffer.allocate(HEAD);
    VarInts.write(bytes, first);
    VarInts.write(bytes, from);
    VarInts.write(bytes, to);
    VarInts.write(bytes, fingerprint);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(VarInts.written(bytes)) + "." + asOf.text();
  }

  /**
   * {@return the parsed text}
   *
   * @throws ApiException {@code invalid_data} if no response contained it
   */
  static Page parse(String text) {
    int dot = text.indexOf('.');
    if (!text.startsWith(PREFIX) || dot < 0) {
      throw AsOf.malformed("page");
    }
    AsOf asOf = AsOf.parse(text.substring(dot + 1), "page");
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text.substring(PREFIX.length(), dot)));
      return new Page(VarInts.read(bytes), VarInts.read(bytes), VarInts.read(bytes), VarInts.read(bytes), asOf);
    } catch (IllegalArgumentException | ArithmeticException | BufferUnderflowException e) {
      throw AsOf.malformed("page");
    }
  }
}
