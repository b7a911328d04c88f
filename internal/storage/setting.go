package storage

import "context"

// settingPrefix keeps settings apart from what the storage notes for itself.
const settingPrefix = "setting."

// Setting is what was stored under a name in the data folder; empty if nothing.
func (s *Store) Setting(ctx context.Context, name string) (value string, err error) {
	err = s.read.WithContext(ctx).Raw("SELECT value FROM meta WHERE key = ?", settingPrefix+name).Scan(&value).Error
	return value, s.fault("read setting "+name, err)
}

// SetSetting stores a setting.
func (s *Store) SetSetting(ctx context.Context, name, value string) error {
	s.turn.Lock()
	defer s.turn.Unlock()
	err := s.write.WithContext(ctx).Exec("INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
		settingPrefix+name, value).Error
	return s.fault("store setting "+name, err)
}
