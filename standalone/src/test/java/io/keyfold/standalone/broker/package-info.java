/** What is promised of this package. */
@NullMarked
package io.keyfold.standalone.broker;

import org.jspecify.annotations.NullMarked;
