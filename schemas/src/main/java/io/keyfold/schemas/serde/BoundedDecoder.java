package io.keyfold.schemas.serde;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * A binary decoder that rejects lengths beyond the end of its array. Avro's decoder allocates the claimed length first:
 * five invalid bytes can claim 2 GB and cause an OutOfMemoryError.
 */
final class BoundedDecoder extends Decoder {

  private final BinaryDecoder binary;
  private final InputStream remaining;

  BoundedDecoder(byte[] bytes, int offset) {
    binary = DecoderFactory.get().binaryDecoder(bytes, offset, bytes.length - offset, null);
    remaining = binary.inputStream();
  }

  /** {@return whether all bytes were read} */
  boolean isEnd() throws IOException {
    return remaining.available() == 0;
  }

  @Override
  public void readNull() throws IOException {
    binary.readNull();
  }

  @Override
  public boolean readBoolean() throws IOException {
    return binary.readBoolean();
  }

  @Override
  public int readInt() throws IOException {
    return binary.readInt();
  }

  @Override
  public long readLong() throws IOException {
    return binary.readLong();
  }

  @Override
  public float readFloat() throws IOException {
    return binary.readFloat();
  }

  @Override
  public double readDouble() throws IOException {
    return binary.readDouble();
  }

  @Override
  public Utf8 readString(@Nullable Utf8 old) throws IOException {
    return new Utf8(readChunk());
  }

  @Override
  public String readString() throws IOException {
    return readString(null).toString();
  }

  @Override
  public void skipString() throws IOException {
    skipBytes();
  }

  @Override
  public ByteBuffer readBytes(@Nullable ByteBuffer old) throws IOException {
    return ByteBuffer.wrap(readChunk());
  }

  @Override
  public void skipBytes() throws IOException {
    binary.skipFixed(bounded(binary.readLong()));
  }

  @Override
  public void readFixed(byte[] bytes, int start, int length) throws IOException {
    binary.readFixed(bytes, start, bounded(length));
  }

  @Override
  public void skipFixed(int length) throws IOException {
    binary.skipFixed(bounded(length));
  }

  @Override
  public int readEnum() throws IOException {
    return binary.readEnum();
  }

  @Override
  public long readArrayStart() throws IOException {
    return bounded(binary.readArrayStart());
  }

  @Override
  public long arrayNext() throws IOException {
    return bounded(binary.arrayNext());
  }

  @Override
  public long skipArray() throws IOException {
    return bounded(binary.skipArray());
  }

  @Override
  public long readMapStart() throws IOException {
    return bounded(binary.readMapStart());
  }

  @Override
  public long mapNext() throws IOException {
    return bounded(binary.mapNext());
  }

  @Override
  public long skipMap() throws IOException {
    return bounded(binary.skipMap());
  }

  @Override
  public int readIndex() throws IOException {
    return binary.readIndex();
  }

  private byte[] readChunk() throws IOException {
    byte[] bytes = new byte[bounded(binary.readLong())];
    binary.readFixed(bytes);
    return bytes;
  }

  /** Also valid for item counts of arrays and maps, since each item takes at least one byte. */
  private int bounded(long length) throws IOException {
    if (length < 0 || length > remaining.available()) {
      throw new EOFException("a length exceeds the end of the record");
    }
    return (int) length;
  }
}
