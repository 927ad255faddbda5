@NullMarked
package io.keyfold.authconfig.transfers;

import org.jspecify.annotations.NullMarked;
