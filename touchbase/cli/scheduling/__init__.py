"""How `sync` is run by itself: cron, a systemd user timer or launchd, each shown before it is written."""
