@NullMarked
package io.keyfold.ledger.calls;

import org.jspecify.annotations.NullMarked;
