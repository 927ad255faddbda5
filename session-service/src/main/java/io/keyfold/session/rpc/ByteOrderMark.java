package io.keyfold.session.rpc;

import java.util.Arrays;

/** The byte order mark of UTF-8, which RFC 8259 lets a reader ignore, and which event streams may begin with. */
public final class ByteOrderMark {

  private static final byte[] MARK = { (byte) 0xef, (byte) 0xbb, (byte) 0xbf };

  private ByteOrderMark() {}

  /** {@return number of bytes of the mark at the start of the text; 0 if there is none} */
  public static int length(byte[] text) {
    return text.length >= MARK.length && Arrays.mismatch(MARK, 0, MARK.length, text, 0, MARK.length) < 0
      ? MARK.length
      : 0;
  }
}
