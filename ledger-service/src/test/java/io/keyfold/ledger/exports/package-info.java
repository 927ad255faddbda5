@NullMarked
package io.keyfold.ledger.exports;

import org.jspecify.annotations.NullMarked;
