"""`python -m gangmu` is `gangmu`."""

from gangmu.cli import main

main()
