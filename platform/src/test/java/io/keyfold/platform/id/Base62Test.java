package io.keyfold.platform.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class Base62Test {

  @Property(tries = 200)
  void everyNumberDecodesToItself(@ForAll @Size(max = 40) byte[] bytes) {
    BigInteger number = new BigInteger(1, bytes);

    assertThat(Base62.decode(Base62.encode(number))).isEqualTo(number);
    assertThat(Base62.decode(Base62.encode(bytes))).isEqualTo(number);
  }

  @Property(tries = 200)
  void equalByteLengthsGiveEqualTextLengths(@ForAll @Size(32) byte[] bytes) {
    assertThat(Base62.encode(bytes)).hasSize(43).matches("[0-9A-Za-z]+");
  }

  @Test
  void theLargestNumberFits() {
    byte[] largest = new byte[32];
    Arrays.fill(largest, (byte) -1);
    assertThat(Base62.encode(largest)).hasSize(43).doesNotStartWith("0");
  }

  @Test
  void digitsAreInAsciiOrder() {
    assertThat(Base62.encode(BigInteger.valueOf(61))).isEqualTo("z");
    assertThat(Base62.encode(BigInteger.valueOf(62))).isEqualTo("10");
    assertThat(Base62.encode(new byte[] { 0 })).isEqualTo("00");
    assertThat(Base62.ofHash(new byte[] { 0, 10, 36, (byte) 255 }, 4)).isEqualTo("0Aa7");
    assertThat(Base62.lowest(62 * 62 + 3, 3)).isEqualTo("301");
  }

  @Test
  void otherCharactersAreRejected() {
    assertThatThrownBy(() -> Base62.decode("a-b")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void randomTextHasItsLength() {
    assertThat(Base62.random(new SecureRandom(), 43)).matches("[0-9A-Za-z]{43}");
  }
}
