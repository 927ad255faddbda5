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
 * Avro's binary decoder over an array, which believes no length beyond what the array still holds. Avro's own allocates what
 * a record claims before it reads: five bytes of garbage can claim two gigabytes and end the process.
 */
final class BoundedDecoder extends Decoder {

  private final BinaryDecoder binary;
  private final InputStream rest;

  BoundedDecoder(byte[] bytes, int offset) {
    binary = DecoderFactory.get().binaryDecoder(bytes, offset, bytes.length - offset, null);
    rest = binary.inputStream();
  }

  /** {@return whether all bytes are read} */
  boolean isEnd() throws IOException {
    return rest.available() == 0;
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

  /** Items of arrays and maps take a byte at least: none of our types is empty. */
  private int bounded(long length) throws IOException {
    if (length < 0 || length > rest.available()) {
      throw new EOFException("a length is beyond the end of the record");
    }
    return (int) length;
  }
}
